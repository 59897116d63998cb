import { Board as BoardLayout, type StaffFrame, StaffPage, Tiles } from '#web';
import type { Board } from '../board.ts';
import { type Drawn, Fragment, pools } from './fragment.tsx';

type Props = Drawn & { frame: StaffFrame; board: Board };

/** What goes wrong in the next hour, and with whom; the same for a desk and, larger and with nothing to press, a wall. */
export function TonightPage({ frame, board, view, machineNow }: Props) {
  const drawn = { board, view, machineNow };
  const isWall = view.kind === 'wall';
  const url = `/live?service=${encodeURIComponent(board.service.slug)}${isWall ? '&wall=1' : ''}`;
  return (
    <StaffPage
      frame={frame}
      title="Tonight"
      live={{ url, ...(isWall ? {} : { advice: 'If this lasts, ring before you act on what is listed below.' }) }}
      isWall={isWall}
      beside={isWall ? <Fragment name="level" {...drawn} /> : undefined}
    >
      <BoardLayout
        title="Tonight"
        alert={
          <>
            <Fragment name="alert-panel" {...drawn} />
            {!isWall && <Fragment name="level" {...drawn} />}
          </>
        }
        pools={
          <Tiles>
            {pools.map((name) => (
              <Fragment key={name} name={name} {...drawn} />
            ))}
          </Tiles>
        }
        next={<Fragment name="next-hour" {...drawn} />}
        actions={<Fragment name="actions" {...drawn} />}
        cover={
          <>
            <Fragment name="cover" {...drawn} />
            {!isWall && <Fragment name="census" {...drawn} />}
          </>
        }
        side={
          isWall ? undefined : (
            <>
              <Fragment name="due-on" {...drawn} />
              <Fragment name="shift-log" {...drawn} />
            </>
          )
        }
      />
    </StaffPage>
  );
}

export { ageWords, bandWords, freshness, notLiveAfter, staleAfter } from './age.ts';
export { Alert, Verdict, Verdicts } from './alert.tsx';
export { AnswerBox, type AnswerTone } from './answerBox.tsx';
export { ActionList, Board, BoardButton, type RankedAction } from './board.tsx';
export { Clock, type PageClock } from './clock.tsx';
export { CoverKey, type CoverRow, type CoverSpan, type CoverState, CoverStrip } from './coverStrip.tsx';
export { type Column, DataTable, type DataTableProps } from './dataTable.tsx';
export { DraftLine, keptAs } from './draftLine.tsx';
export { type Choice, type Field, FormField, type Values } from './formField.tsx';
export { type Form, joinDates, parseForm, readTime, timeMessage } from './forms.ts';
export { pollAnswer, type Send, type Subscribe, sse } from './fragments.ts';
export { HiddenKey } from './hiddenKey.tsx';
export { HourStrip } from './hourStrip.tsx';
export { type Hour, type HourState, hourLabels } from './hours.ts';
export { Icon, type IconName } from './icons.tsx';
export { fragmentMessage, type LiveMessage } from './liveMessage.ts';
export {
  BackLink,
  Breadcrumb,
  Button,
  Card,
  DateInput,
  Details,
  ErrorMessage,
  ErrorSummary,
  Fieldset,
  Heading,
  Hint,
  Input,
  InsetText,
  Label,
  NotificationBanner,
  Panel,
  Radios,
  Select,
  SkipLink,
  SummaryList,
  Table as NhsTable,
  Tag as NhsTag,
  Textarea,
  WarningCallout,
} from './nhsuk/index.ts';
export { contentSecurityPolicy, renderPage } from './page.tsx';
export { Pager, type PagerProps } from './pager.tsx';
export { type PassFor, PassLines, type PassShown, PassTo999, passWords } from './passTo999.tsx';
export { ProblemSummary } from './problemSummary.tsx';
export { PublicPage, type PublicPageProps } from './publicPage.tsx';
export { type NavItem, type StaffFrame, StaffPage, type StaffPageProps } from './staffPage.tsx';
export { type Band, BandTag, Change, Tag, type TagProps } from './tag.tsx';
export type { TagState } from './tagLook.ts';
export { type Age, Pool, Tile, Tiles } from './tile.tsx';
export { sourceWords, Timeline, type TimelineEntry } from './timeline.tsx';

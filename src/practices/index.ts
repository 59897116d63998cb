export { practicesOfMember } from './memberStore.ts';
export {
  closedWords,
  type MessageChannel,
  messageChannels,
  type Post,
  type Practice,
  posts,
  type Standing,
} from './practice.ts';
export { practiceByOds, practiceFor, practiceNamed, practicesLike, practicesOf } from './practiceStore.ts';

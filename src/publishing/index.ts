export { type NoticeNow, noticesNow } from './noticeStore.ts';
export { type ReleaseSettings, releaseSettings } from './settings.ts';

export { type NewNotice, type NoticeNow, noticeRows, noticesNow } from './noticeStore.ts';
export { type ReleaseSettings, releaseSettings } from './settings.ts';

/** Makes a form that is sent twice count once: a second POST with the same key gets the first answer. */
export function HiddenKey({ value }: { value: string }) {
  return <input type="hidden" name="_key" value={value} />;
}

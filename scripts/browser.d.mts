export function browserIsReady(root: string): boolean;
export function prepareBrowser(root: string): Promise<void>;
export function browserCommand(
  root: string,
  temporary: string,
): { executablePath: string; env: Record<string, string> };

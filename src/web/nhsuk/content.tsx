import type { ComponentChildren, VNode } from 'preact';
import { jsxTemplate } from 'preact/jsx-runtime';

export type Attributes = Record<string, string | number | boolean | undefined>;

/** What stands inside an element. `children` wins, then `html`, then `text`. */
export type Content = {
  text?: string;
  /** Markup, sent as it is. Never put anything a person typed in it: use `text` or children, which are escaped. */
  html?: string;
  children?: ComponentChildren;
};

export type Common = { id?: string; classes?: string; attributes?: Attributes };

/** The design system lets most parts be a plain string or an object with more in it. */
export type Part<More = unknown> = string | (Content & Common & More);

export function part<More>(value: Part<More> | undefined): Partial<Content & Common & More> {
  return (typeof value === 'string' ? { text: value } : (value ?? {})) as Partial<Content & Common & More>;
}

export function hasContent({ text, html, children }: Content): boolean {
  return Boolean(children || html || text);
}

/** Markup sent as it is, without an element around it (the renderer's own door for precompiled templates). */
export function Raw({ html }: { html: string }): VNode {
  return jsxTemplate([html]);
}

export function Inside({ text, html, children }: Content) {
  if (children) return <>{children}</>;
  if (html) return <Raw html={html.trim()} />;
  return <>{text?.trim()}</>;
}

export function Hidden({ children }: { children: ComponentChildren }) {
  return <span class="nhsuk-u-visually-hidden">{children}</span>;
}

export function classNames(...names: (string | false | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}

/** A modifier class, unless it is not one of the allowed or the caller's own classes already choose one. */
export function modifier(
  prefix: string,
  value: string | number | undefined,
  choice: { allowed: readonly (string | number)[]; classes?: string },
): string | undefined {
  if (value === undefined || !choice.allowed.map(String).includes(String(value))) return undefined;
  if (choice.classes && choice.allowed.some((name) => choice.classes?.includes(prefix + name))) return undefined;
  return prefix + value;
}

/** A class that is on or off, unless the caller's own classes already hold it. */
export function flag(name: string, on: boolean | undefined, classes?: string): string | undefined {
  return on && !classes?.includes(name) ? name : undefined;
}

export function describedBy(...ids: (string | undefined)[]): string | undefined {
  return classNames(...ids) || undefined;
}

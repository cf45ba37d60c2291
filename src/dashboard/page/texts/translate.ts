/** A text, or its forms by number as `Intl.PluralRules` names them. `{name}` is filled in. */
export type Text = string | (Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string });

/**
 * A text with its values filled in; numbers as the locale writes them. The form is that of the value `n`.
 * @throws nothing: a value that is missing stays as its name in braces.
 */
export function fillText(text: Text, locale: string, values: Readonly<Record<string, string | number>> = {}): string {
  const form = typeof text === 'string' ? text : formOf(text, locale, Number(values.n ?? 0));
  return form.replace(/\{(\w+)\}/g, (all, name: string) => {
    const value = values[name];
    if (value === undefined) return all;
    return typeof value === 'number' ? formatOf(locale).format(value) : value;
  });
}

const formats = new Map<string, Intl.NumberFormat>();

/** Made once for each locale: to make one takes longer than all that a view writes with it. */
function formatOf(locale: string): Intl.NumberFormat {
  const known = formats.get(locale) ?? new Intl.NumberFormat(locale);
  formats.set(locale, known);
  return known;
}

function formOf(text: Exclude<Text, string>, locale: string, n: number): string {
  return text[new Intl.PluralRules(locale).select(n)] ?? text.other;
}

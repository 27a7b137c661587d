/**
 * Codes by which Twilio or WhatsApp refuse how a message looks (buttons, list, variables) and not what it says:
 * 63005 content rejected, 63013 policy (placeholders), 63021 invalid content, 63030 unsupported parameter,
 * 21655 and 21656 Content SID or variables. The same words as plain text may pass.
 */
const FORM_REFUSALS = new Set([21655, 21656, 63005, 63013, 63021, 63030]);

export function refusesForm(code: number | null): boolean {
  return code !== null && FORM_REFUSALS.has(code);
}

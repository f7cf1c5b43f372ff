/**
 * What each parameter of a refusal is, so that whoever words the refusal can show it well: `rupiah` a decimal string,
 * `date` `YYYY-MM-DD`, `instant` UTC, `duty` and `clock` codes with a label in `config/messages/lifecycle.yaml`, `code`
 * a code with words elsewhere, `plain` a number or text shown as it is.
 */
export const refusalParams = {
  count: 'plain',
  open: 'plain',
  defective: 'plain',
  allowed: 'plain',
  declared: 'plain',
  computed: 'plain',
  number: 'plain',
  reference: 'plain',
  total: 'rupiah',
  limit: 'rupiah',
  secondLimit: 'rupiah',
  declaredAmount: 'rupiah',
  computedAmount: 'rupiah',
  today: 'date',
  eventDate: 'date',
  lodgedOn: 'date',
  expiresOn: 'date',
  dueOn: 'date',
  latest: 'date',
  opensOn: 'date',
  closesOn: 'date',
  catchUpUntil: 'date',
  until: 'instant',
  duty: 'duty',
  clock: 'clock',
  code: 'code',
  decision: 'code',
  reason: 'code',
} as const
export type RefusalParamKind = (typeof refusalParams)[keyof typeof refusalParams]

const SHOWN = 4

/** "0812 •••• 7890": phones lie about, and the owner knows the number. */
export function maskedPhone(phone: string): string {
  const local = phone.replace(/^\+62/, '0')
  return `${local.slice(0, SHOWN)} •••• ${local.slice(-SHOWN)}`
}

/** The last four characters of a number, all that a page shows of it. */
export function maskedNumber(number: string): string {
  return `•••• ${number.slice(-SHOWN)}`
}

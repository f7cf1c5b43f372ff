import { isMonthDay, type MonthDay } from '#libs/local-date'

const months: Readonly<Record<string, string>> = {
  january: '01',
  januari: '01',
  february: '02',
  februari: '02',
  march: '03',
  maret: '03',
  april: '04',
  may: '05',
  mei: '05',
  june: '06',
  juni: '06',
  july: '07',
  juli: '07',
  august: '08',
  agustus: '08',
  september: '09',
  october: '10',
  oktober: '10',
  november: '11',
  december: '12',
  desember: '12',
}

/** A day of the year in words, `1 August` or `1 Agustus`; undefined when it is no day of every year. */
export function applicationDay(text: string | undefined): MonthDay | undefined {
  const [, day, month] = /^(\d{1,2}) ([A-Za-z]+)$/.exec(text?.trim() ?? '') ?? []
  if (day === undefined || month === undefined) return undefined
  const monthDay = `${months[month.toLowerCase()] ?? ''}-${day.padStart(2, '0')}`
  return isMonthDay(monthDay) ? monthDay : undefined
}

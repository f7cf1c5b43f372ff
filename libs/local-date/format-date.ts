import { weekdayOf } from './date-arithmetic.js'
import { type LocalDate, dayOf, monthOf } from './local-date.js'

const months = 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split(
  ' ',
)
const weekdays = 'Senin Selasa Rabu Kamis Jumat Sabtu Minggu'.split(' ')

/** `long` 17 Agustus 2026 · `short` 17-08-2026 · `weekday` Senin, 17 Agustus 2026 */
export type DateStyle = 'long' | 'short' | 'weekday'

/** The date as Indonesians read it. */
export function formatDateId(date: LocalDate, style: DateStyle = 'long'): string {
  if (style === 'short') return `${date.slice(8)}-${date.slice(5, 7)}-${date.slice(0, 4)}`
  const long = `${dayOf(date)} ${months[monthOf(date) - 1]} ${date.slice(0, 4)}`
  return style === 'long' ? long : `${weekdays[weekdayOf(date) - 1]}, ${long}`
}

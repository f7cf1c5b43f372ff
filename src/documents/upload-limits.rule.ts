/** What a file may be. Rules of service, so that a phone's photo always fits and nothing else needs to. */
export const uploadLimits = {
  bytes: 10 * 1024 * 1024,
  /** Files for one document of the list; a longer one comes as a PDF. */
  filesPerItem: 12,
  /** Width times height of a picture; a photo of 50 megapixels is the most that phones make. */
  pixels: 60_000_000,
  /** Pages of one PDF. */
  pages: 30,
  nameLength: 120,
} as const

/** Types by content, never by name. HEIC is what newer phones make of a photo. */
export const allowedTypes = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/heic',
  'image/heif',
  'application/pdf',
] as const
export type AllowedType = (typeof allowedTypes)[number]

export function isAllowedType(type: string | undefined): type is AllowedType {
  return type !== undefined && (allowedTypes as readonly string[]).includes(type)
}

import { describe, expect, it } from '@jest/globals'
import { toMobileNumber } from './phone-number.js'

describe('a phone number', () => {
  it.each(['0812 5550 1001', '62812-5550-1001', '812.5550.1001', '+62 812 5550 1001', '(0812) 55501001'])(
    'is the same however it is written: %s',
    (written) => expect(toMobileNumber(written)).toBe('+6281255501001'),
  )

  it('of another country is kept', () => expect(toMobileNumber('+60 12-345 6789')).toBe('+60123456789'))

  it.each(['0543 21000', '0812', '12345', 'tidak ada', '', '0812 5550 1001 0002'])(
    'that no mobile phone has is none: %s',
    (written) => expect(toMobileNumber(written)).toBeNull(),
  )
})

import type { LawBook } from '#libs/law'
import type { Cause } from '../claim/cause.js'
import { fixedLine } from '../fixed-line.js'
import type { Line } from '../line.js'

/**
 * Death not caused by a work accident: three fixed amounts, whatever the wage, age or segment.
 * @basis PP 44/2015 jo. PP 82/2019 Pasal 34
 */
export function jkmLines(law: LawBook, { ratesOn: on }: Cause): Line[] {
  return [
    fixedLine('JKM_LUMP', law.amount('jkm.lump', on), 'heirs'),
    fixedLine('JKM_PERIODIC_LUMP', law.amount('jkm.periodic_lump', on), 'heirs'),
    jkmBurialLine(law, { ratesOn: on }),
  ]
}

export function jkmBurialLine(law: LawBook, { ratesOn: on }: Pick<Cause, 'ratesOn'>): Line {
  return fixedLine('JKM_BURIAL', law.amount('jkm.burial', on), 'heirs')
}

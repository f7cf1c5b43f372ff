import type { YearOfFamily } from '../../scholarship/family-scholarships.service.js'
import { Tag, type TagColour } from '../shared/components/blocks.js'
import { scholarshipWords as words, yearStateWords } from '../words/claimant-scholarship.js'

const colours: Partial<Record<YearOfFamily['state'], TagColour>> = {
  open: 'orange',
  returned: 'orange',
  missed: 'yellow',
  paid: 'green',
  approved: 'green',
  paying: 'green',
  planned: 'grey',
  not_payable: 'grey',
}

export function YearTag({ year: { state, progress } }: { year: Pick<YearOfFamily, 'state' | 'progress'> }) {
  if (progress.duty === 'account') return <Tag colour="orange">{words.needsAccount}</Tag>
  return <Tag colour={colours[state] ?? 'blue'}>{yearStateWords[state].label}</Tag>
}

import type { YearMark } from '../../scholarship/school-years-in-branch.query.js'
import { Tag } from '../shared/components/blocks.js'
import { useWords } from '../shared/words.js'
import { scholarshipWords } from '../words/scholarship-desk.js'

/** What to look at before one decides; a dash where there is nothing. */
export function Marks({ marks, payable }: { marks: readonly YearMark[]; payable: boolean | null }) {
  const words = useWords(scholarshipWords)
  const told = [
    ...(payable === false ? [words.notPayable] : []),
    ...marks.map((mark) => words[`mark_${mark}`]),
  ]
  if (told.length === 0) return <>–</>
  return (
    <>
      {told.map((text) => (
        <span key={text}>
          <Tag colour="yellow">{text}</Tag>{' '}
        </span>
      ))}
    </>
  )
}

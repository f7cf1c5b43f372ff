import type { LetterInWords } from '../../letters/letter-shelf.service.js'
import { Button, Form } from '../shared/components/form.js'
import { Table } from '../shared/components/table.js'
import { dayInWords } from '../shared/when.js'
import { useWords } from '../shared/words.js'
import { incidentDeskWords } from '../words/incident-desk.js'
import { incidentWords } from '../words/incident.js'
import type { IncidentView } from './incident.view.js'
import { incidentPaths } from './paths.js'

/** The letters that an incident has caused, each as it was written. */
export function LettersOfIncident({ view: { file, letters, may } }: { view: IncidentView }) {
  const words = useWords(incidentDeskWords)
  const { number, when } = useWords(incidentWords)
  const caused = file.history.filter(({ to }) => to === 'guaranteed').length
  const missing = caused > letters.filter(({ sha256 }) => sha256 !== null).length
  const link = (letter: LetterInWords) =>
    letter.sha256 === null ? (
      `${letter.number}, ${words.letterBeingWritten}`
    ) : (
      <a class="govuk-link" href={incidentPaths.incident(file.number, `/surat/${letter.id}`)}>
        {letter.number}
      </a>
    )
  return (
    <section>
      <h2 class="govuk-heading-m">{words.letters}</h2>
      {letters.length === 0 && !missing && <p class="govuk-body">{words.lettersNone}</p>}
      {letters.length > 0 && (
        <Table
          caption={words.letters}
          hideCaption
          rows={letters}
          keyOf={({ id }) => id}
          columns={[
            { heading: words.letters, cell: ({ label }) => label },
            { heading: number, cell: link },
            { heading: when, cell: ({ issuedOn }) => dayInWords(issuedOn, file.zone) },
          ]}
        />
      )}
      {missing && may.write && (
        <Form action={incidentPaths.incident(file.number, '/surat')}>
          <p class="govuk-body">{words.letterMissing}</p>
          <Button kind="secondary">{words.writeLetters}</Button>
        </Form>
      )}
    </section>
  )
}

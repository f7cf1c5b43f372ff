import type { DocumentOfClaim } from '../../../documents/documents-of-claim.query.js'
import { Details, InsetText, WarningText } from '../../shared/components/blocks.js'
import { FileInput, PAPERS } from '../../shared/components/fields.js'
import { Button, Form } from '../../shared/components/form.js'
import type { FormErrors } from '../../shared/form.js'
import { usePage } from '../../shared/page-context.js'
import { fill } from '../../shared/words.js'
import { draftWords as words } from '../../words/claimant-draft.js'
import { dayAt, timeAt } from '../claimant-dates.js'
import { isGiven } from './document-status.js'
import { DraftFrame } from './draft-frame.js'

interface PhotoPageProps {
  number: string
  document: DocumentOfClaim
  zone: string
  errors?: FormErrors
}

/** W5: one document, how a good photo of it looks, and the way to send it. Script makes it smaller and sends it in pieces. */
export function PhotoPage({ number, document, zone, errors }: PhotoPageProps) {
  const { name, why, issuer, photo, code, files, defect } = document
  const at = `/ajukan/${number}/berkas/${code}`
  const given = isGiven(document)
  return (
    <DraftFrame title={name} back={`/ajukan/${number}/berkas`} errors={errors}>
      <p class="govuk-body">{why}</p>
      {defect && <WarningText>{`${defect.words} ${defect.cure}`}</WarningText>}
      {given && <Given files={files} zone={zone} />}
      <InsetText>
        <strong>{words.photoGood}</strong>
        <br />
        {photo} {words.photoHelp}
      </InsetText>
      <PhotoForm at={at} errors={errors} />
      {!given && (
        <p class="govuk-body">
          <a class="govuk-link" href={`${at}/tidak-ada`}>
            {words.photoNotThere}
          </a>
        </p>
      )}
      <Details summary={words.photoWhoIssues}>{issuer}</Details>
    </DraftFrame>
  )
}

function PhotoForm({ at, errors }: { at: string; errors?: FormErrors }) {
  return (
    <Form action={at} files id="photo">
      <FileInput
        name="file"
        label={words.photoChoose}
        hint={words.photoChooseHint}
        accept={PAPERS}
        errors={errors}
      />
      <PhotoStage at={at} />
      <Button id="photo-send">{words.photoSend}</Button>
    </Form>
  )
}

/** Where the script shows the photo and how far it is; empty without script. Its words come from here. */
function PhotoStage({ at }: { at: string }) {
  const { csrf } = usePage()
  return (
    <div
      id="photo-stage"
      hidden
      data-to={`${at}/bagian`}
      data-csrf={csrf}
      data-next={`${at.slice(0, at.lastIndexOf('/'))}?hasil=diterima`}
      data-words={JSON.stringify(stageWords)}
    >
      <img id="photo-picture" class="santun-photo" alt={words.photoPreview} />
      <p class="govuk-body" id="photo-said" role="status" />
      <progress id="photo-progress" class="santun-progress" aria-label={words.photoSending} hidden />
    </div>
  )
}

const stageWords = {
  preparing: words.photoPreparing,
  use: words.photoUse,
  dark: words.photoDark,
  small: words.photoSmall,
  large: words.photoTooLarge,
  progress: `${words.photoSending}: ${words.photoProgress}.`,
  offline: words.photoOffline,
  failed: words.photoFailed,
  retry: words.photoRetry,
  retake: words.photoRetake,
  done: words.photoDone,
}

function Given({ files, zone }: { files: DocumentOfClaim['files']; zone: string }) {
  return (
    <>
      <h2 class="govuk-heading-s">{words.photoGiven}</h2>
      <ul class="govuk-list govuk-list--bullet">
        {files.map(({ id, receivedAt }, index) => (
          <li key={id}>
            {fill(words.photoGivenAt, {
              n: index + 1,
              day: dayAt(receivedAt, zone),
              time: timeAt(receivedAt, zone),
            })}
          </li>
        ))}
      </ul>
      <p class="govuk-body">{words.photoMore}</p>
    </>
  )
}

/**
 * The photo page of a family: the phone makes the photo smaller, shows it, says when it is hard to read, and sends it in
 * pieces that go on where a cut connection broke them off. Without this script the same form sends the file whole.
 */
const LONGEST = 1600
const PIECE = 32 * 1024
const MOST = 10 * 1024 * 1024
const QUALITY = 0.8
const DARK = 70
const SMALL = 700
const TUS = { 'Tus-Resumable': '1.0.0' }

type Words = Record<
  | 'preparing'
  | 'use'
  | 'dark'
  | 'small'
  | 'large'
  | 'progress'
  | 'offline'
  | 'failed'
  | 'retry'
  | 'retake'
  | 'done',
  string
>

interface Photo {
  blob: Blob
  name: string
  advice: string
}

export function photoPage(): void {
  const form = document.querySelector<HTMLFormElement>('#photo')
  const stage = document.querySelector<HTMLElement>('#photo-stage')
  const input = document.querySelector<HTMLInputElement>('#file')
  const button = document.querySelector<HTMLButtonElement>('#photo-send')
  if (!form || !stage || !input || !button || !window.fetch) return
  new PhotoPage(form, stage, input, button).start()
}

class PhotoPage {
  private readonly words: Words
  private readonly to: string
  private photo: Photo | undefined
  /** Where the pieces of this photo go, once it was announced. */
  private upload = ''
  private sending = false

  constructor(
    private readonly form: HTMLFormElement,
    private readonly stage: HTMLElement,
    private readonly input: HTMLInputElement,
    private readonly button: HTMLButtonElement,
  ) {
    this.words = JSON.parse(stage.dataset.words ?? '{}') as Words
    this.to = stage.dataset.to ?? ''
  }

  start(): void {
    this.input.addEventListener('change', () => void this.chosen())
    this.form.addEventListener('submit', (event) => {
      if (!this.photo) return
      event.preventDefault()
      event.stopPropagation()
      void this.send()
    })
    window.addEventListener('online', () => void this.send())
    window.addEventListener('beforeunload', (event) => {
      if (this.sending) event.preventDefault()
    })
  }

  private async chosen(): Promise<void> {
    const file = this.input.files?.[0]
    this.photo = undefined
    this.upload = ''
    if (!file) return
    this.stage.hidden = false
    this.say(this.words.preparing)
    const photo = await prepared(file, this.words)
    if (photo.blob.size > MOST) {
      this.input.value = ''
      this.say(this.words.large)
      return
    }
    this.photo = photo
    this.show(photo)
    this.say(photo.advice)
    this.button.textContent = this.words.use
    const label = this.form.querySelector('label')
    if (label) label.textContent = this.words.retake
  }

  private show(photo: Photo): void {
    const blob = photo.blob
    const picture = this.find<HTMLImageElement>('#photo-picture')
    const isPicture = blob.type.startsWith('image/')
    picture.hidden = !isPicture
    if (isPicture) picture.src = URL.createObjectURL(blob)
  }

  /** Sends what is not there yet; whatever breaks it off, the same button and a new connection go on from there. */
  private async send(): Promise<void> {
    if (!this.photo || this.sending) return
    this.sending = true
    this.button.disabled = true
    try {
      await this.pieces(this.photo)
      this.sending = false
      this.photo = undefined
      this.say(this.words.done)
      location.assign(this.stage.dataset.next ?? location.href)
    } catch (error) {
      this.sending = false
      this.button.disabled = false
      this.button.textContent = this.words.retry
      if (error instanceof Refused) {
        this.upload = ''
        this.say(error.message || this.words.failed)
      } else this.say(navigator.onLine ? this.words.failed : this.words.offline)
    }
  }

  private async pieces(photo: Photo): Promise<void> {
    const blob = photo.blob
    let offset = this.upload ? await this.arrived() : 0
    if (!this.upload) this.upload = await this.announce(blob.size, photo.name)
    const all = Math.ceil(blob.size / PIECE)
    while (offset < blob.size) {
      this.progress(Math.floor(offset / PIECE) + 1, all)
      const headers = { 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream' }
      const answer = await this.ask('PATCH', this.upload, headers, blob.slice(offset, offset + PIECE))
      offset = Number(answer.headers.get('Upload-Offset'))
    }
  }

  private async announce(size: number, name: string): Promise<string> {
    const filename = btoa(unescape(encodeURIComponent(name)))
    const headers = { 'Upload-Length': String(size), 'Upload-Metadata': `filename ${filename}` }
    const answer = await this.ask('POST', this.to, headers)
    return answer.headers.get('Location') ?? ''
  }

  /** How many bytes are there; an upload that the server has forgotten begins anew. */
  private async arrived(): Promise<number> {
    try {
      return Number((await this.ask('HEAD', this.upload)).headers.get('Upload-Offset'))
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      this.upload = ''
      return 0
    }
  }

  private async ask(
    method: string,
    to: string,
    headers: Record<string, string> = {},
    body?: Blob,
  ): Promise<Response> {
    const answer = await fetch(to, {
      method,
      body,
      credentials: 'same-origin',
      headers: { ...TUS, ...headers, 'X-CSRF-Token': this.stage.dataset.csrf ?? '' },
    })
    if (answer.redirected) {
      // Nobody is signed in any more: the page leads to the code, and back here.
      this.sending = false
      location.reload()
      throw new Refused()
    }
    // Ours to mend is 500 and above: the photo stays and may be sent again.
    if (answer.status >= 500) throw new Error(String(answer.status))
    if (!answer.ok) throw new Refused(answer.status === 422 ? await detailOf(answer) : '')
    return answer
  }

  private progress(at: number, all: number): void {
    const bar = this.find<HTMLProgressElement>('#photo-progress')
    bar.hidden = false
    bar.max = all
    bar.value = at - 1
    this.say(this.words.progress.replace('{n}', String(at)).replace('{m}', String(all)))
  }

  private say(text: string): void {
    this.find<HTMLElement>('#photo-said').textContent = text
  }

  private find<Kind extends HTMLElement>(selector: string): Kind {
    return this.stage.querySelector(selector) as Kind
  }
}

/** The server has looked and does not take it. */
class Refused extends Error {}

/** What it says about that, for the family. */
async function detailOf(answer: Response): Promise<string> {
  const problem = (await answer.json()) as { detail?: string }
  return problem.detail ?? ''
}

/** A photo as small as it may be and still be read; anything else, and whatever this phone cannot draw, as it is. */
async function prepared(file: File, words: Words): Promise<Photo> {
  const asItIs = { blob: file, name: file.name, advice: '' }
  if (!file.type.startsWith('image/')) return asItIs
  const picture = await drawable(file)
  if (!picture) return asItIs
  const ratio = Math.min(1, LONGEST / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * ratio)
  canvas.height = Math.round(picture.height * ratio)
  const drawing = canvas.getContext('2d')
  if (!drawing) return asItIs
  drawing.drawImage(picture, 0, 0, canvas.width, canvas.height)
  const small = Math.max(picture.width, picture.height) < SMALL
  const advice = brightness(canvas) < DARK ? words.dark : small ? words.small : ''
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY))
  return blob && blob.size < file.size
    ? { blob, name: file.name.replace(/\.\w+$/, '.jpg'), advice }
    : { ...asItIs, advice }
}

function drawable(file: File): Promise<HTMLImageElement | null> {
  return new Promise((resolve) => {
    const image = new Image()
    image.onload = () => resolve(image)
    image.onerror = () => resolve(null)
    image.src = URL.createObjectURL(file)
  })
}

/** Mean of the light of a small copy, 0 to 255. */
function brightness(source: HTMLCanvasElement): number {
  const copy = document.createElement('canvas')
  copy.width = copy.height = 32
  const drawing = copy.getContext('2d')
  if (!drawing) return 255
  drawing.drawImage(source, 0, 0, 32, 32)
  const data = drawing.getImageData(0, 0, 32, 32).data
  let sum = 0
  for (let index = 0; index < data.length; index += 4)
    sum += 0.3 * (data[index] ?? 0) + 0.6 * (data[index + 1] ?? 0) + 0.1 * (data[index + 2] ?? 0)
  return sum / (data.length / 4)
}

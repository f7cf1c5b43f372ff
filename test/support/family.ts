/** A family at its door, as a browser without script sends it: cookies kept, forms with their hidden fields. */
import supertest, { type Response, type Test } from 'supertest'
import type { TestApp } from './app.js'

const FROM_US = { 'Sec-Fetch-Site': 'same-origin', Accept: 'text/html' }

export class Family {
  readonly cookies = new Map<string, string>()

  constructor(
    /** The web process that answers; another one on the same database may. */
    private readonly url: string,
  ) {}

  /** Signed in with the code that the demonstration shows. */
  static signIn(app: TestApp, phone: string): Promise<Family> {
    return Family.signInAt(app.url, phone)
  }

  static async signInAt(url: string, phone: string, next = '/klaim-saya'): Promise<Family> {
    const family = new Family(url)
    await family.post('/lanjutkan', { hp: phone, lanjut: next })
    const code = await family.codeShown()
    const opened = await family.post('/kode', { kode: code })
    if (opened.status !== 303) throw new Error(`The code did not open the door: ${opened.status}`)
    return family
  }

  async codeShown(): Promise<string> {
    const page = await this.get('/kode')
    const code = /Kodenya (\d{6})/.exec(page.text)?.[1]
    if (!code) throw new Error('The page shows no code.')
    return code
  }

  get(path: string): Promise<Response> {
    return this.remember(supertest(this.url).get(path).set('Accept', 'text/html'))
  }

  /** A form of the page that was last read at `from`, with its hidden token. */
  async post(
    path: string,
    fields: Record<string, string>,
    { from = path, csrf }: { from?: string; csrf?: string } = {},
  ): Promise<Response> {
    const token = csrf ?? (await this.hidden(from))._csrf ?? ''
    return this.send(path, { ...fields, _csrf: token })
  }

  /** A form exactly as given. */
  send(path: string, fields: Record<string, string>): Promise<Response> {
    return this.remember(supertest(this.url).post(path).type('form').set(FROM_US).send(fields))
  }

  /** A form with a file, and what was typed before it. */
  async attach(
    path: string,
    from: string,
    content: Buffer,
    name = 'foto.png',
    fields: Record<string, string> = {},
  ): Promise<Response> {
    const token = (await this.hidden(from))._csrf ?? ''
    const form = supertest(this.url).post(`${path}?_csrf=${token}`).set(FROM_US).field(fields)
    return this.remember(form.attach('file', content, name))
  }

  /** The hidden fields of a page: the first of each name. */
  async hidden(path: string): Promise<Partial<Record<string, string>>> {
    const { text } = await this.get(path)
    const inputs = [...text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
    // A form with a file carries its token in its address.
    const [, token = ''] = /[?&]_csrf=([\w-]+)/.exec(text) ?? []
    return {
      _csrf: token,
      ...Object.fromEntries(inputs.reverse().map(([, name = '', value = '']) => [name, value])),
    }
  }

  private async remember(test: Test): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await (cookie ? test.set('Cookie', cookie) : test).redirects(0)
    for (const line of (answer.headers['set-cookie'] as unknown as string[] | undefined) ?? []) {
      const [pair = ''] = line.split(';')
      const [name = '', value = ''] = pair.split('=')
      if (value === '') this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return answer
  }
}

import { createTransport, type Transporter } from 'nodemailer'
import { type Handover, MessageChannel, type OutgoingMessage } from './channel.port.js'

export interface SmtpSettings {
  /** `smtp://user:secret@host:587` or `smtps://…` */
  url: string
  /** `Santun <tidak-dibalas@example.go.id>` */
  from: string
  patienceSeconds: number
}

/** E-mail through a mail server. Its answer is that it took the message; that somebody read it, no mail server tells. */
export class SmtpChannel extends MessageChannel {
  private readonly transport: Transporter
  private readonly domain: string

  constructor(private readonly settings: SmtpSettings) {
    super()
    const patience = settings.patienceSeconds * 1000
    this.transport = createTransport({
      url: settings.url,
      connectionTimeout: patience,
      greetingTimeout: patience,
      socketTimeout: patience,
    })
    this.domain = /@([\w.-]+)/.exec(settings.from)?.[1] ?? 'santun.invalid'
  }

  async send({ id, to, subject, text }: OutgoingMessage): Promise<Handover> {
    try {
      await this.transport.sendMail({
        from: this.settings.from,
        to,
        subject: subject ?? '',
        text,
        messageId: `<${id}@${this.domain}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
      return { kind: 'accepted', reference: null }
    } catch (error) {
      const code = (error as { responseCode?: unknown }).responseCode
      // 5xx is the server's last word on this recipient or message; everything else may pass.
      if (typeof code === 'number' && code >= 500 && isAboutTheMessage(error))
        return { kind: 'refused', reason: `MAIL_REFUSED_${code}` }
      // What the server said may name the recipient; its code does not.
      throw new Error(`the mail server did not take it (${codeOf(error)})`)
    }
  }
}

/** A wrong password is our own fault and is mended, not the recipient's. */
function isAboutTheMessage(error: unknown): boolean {
  const code = (error as { code?: unknown }).code
  return code === 'EENVELOPE' || code === 'EMESSAGE'
}

function codeOf(error: unknown): string {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown }
  return [code, responseCode].filter((each) => typeof each === 'string' || typeof each === 'number').join(' ')
}

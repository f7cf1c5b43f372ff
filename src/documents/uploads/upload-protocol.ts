import { Server } from '@tus/server'
import { Problem } from '../../platform/problem/problems.js'

/** A request that breaks the rules of sending in pieces; the protocol says with which status it is answered. */
export class UploadProtocolBroken extends Problem {
  readonly code = 'upload-protocol'

  constructor(
    readonly status: number,
    detail: string,
  ) {
    super(detail)
  }
}

const OFFSET =
  'Upload-Offset tidak sama dengan yang sudah sampai. Tanyakan dengan HEAD, lalu lanjutkan dari sana.'
const cures: Readonly<Record<number, string>> = {
  404: 'Kiriman ini tidak ada. Mulai lagi dengan POST.',
  409: OFFSET,
  410: 'Kiriman ini sudah kedaluwarsa. Mulai lagi dengan POST.',
  412: 'Kirim header Tus-Resumable: 1.0.0.',
  413: 'Yang dikirim melewati batas ukuran berkas, atau melewati Upload-Length. Mulai lagi.',
  415: 'Kirim potongan dengan Content-Type: application/offset+octet-stream.',
  423: 'Kiriman ini sedang diterima. Tunggu sebentar, lalu tanyakan dengan HEAD.',
}
const HEADERS = 'Periksa header Tus-Resumable (1.0.0), Upload-Length, Upload-Offset dan Upload-Metadata.'

/** What the protocol's own refusal means to whoever sends; a missing offset is a header to mend, not a thing forbidden. */
export function protocolBroken(status: number): UploadProtocolBroken {
  const told = status === 403 ? 400 : status
  return new UploadProtocolBroken(told, cures[told] ?? HEADERS)
}

/** Leaves every refusal to the door, which answers it like all others; a connection that is gone is only closed. */
export class TusServer extends Server {
  override write(...given: Parameters<Server['write']>): ReturnType<Server['write']> {
    const [{ signal }, , status] = given
    if (status >= 400 && !signal.aborted) throw protocolBroken(status)
    return super.write(...given)
  }
}

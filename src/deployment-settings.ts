import { KeyRing } from './platform/personal-data/key-ring.js'
import { PublicUrl } from './platform/public-url.js'
import { oidcSettingsFrom } from './staff/oidc-settings.js'
import { SecondFactorPolicy } from './staff/second-factor.policy.js'

/** What a deployment must say for itself, because every value that we could assume would be wrong somewhere. */
const required: Record<string, string> = {
  SANTUN_MASTER_KEYS:
    'kunci yang menyegel data pribadi, misalnya "utama:$(openssl rand -base64 32)"; simpan terpisah dari cadangan basis data',
  SANTUN_PUBLIC_URL:
    'alamat yang dibuka keluarga, misalnya https://santun.example; tercetak di surat dan dikirim dalam pesan',
}

/**
 * Refuses to start on a database of others without the settings that such a deployment needs, all of them named at once,
 * and refuses any setting that cannot be read. The embedded database of a first look needs none.
 */
export function assertDeploymentSettings(environment: NodeJS.ProcessEnv = process.env): void {
  const missing = environment.DATABASE_URL
    ? Object.entries(required).filter(([name]) => !environment[name]?.trim())
    : []
  if (missing.length > 0) {
    throw new Error(
      [
        'DATABASE_URL menyebut basis data sungguhan, tetapi ini belum diisi:',
        ...missing.map(([name, meaning]) => `  ${name}  ${meaning}`),
      ].join('\n'),
    )
  }
  portOf(environment)
  PublicUrl.from(environment)
  SecondFactorPolicy.settingFrom(environment, !environment.DATABASE_URL)
  oidcSettingsFrom(environment)
  if (environment.SANTUN_MASTER_KEYS) KeyRing.from(environment)
}

/** The port of pages and API, from PORT. */
export function portOf({ PORT = '3000' }: NodeJS.ProcessEnv): number {
  const port = Number(PORT)
  if (!/^\d+$/.test(PORT) || port < 1 || port > 65_535)
    throw new Error(`PORT "${PORT}" bukan nomor port; tulis angka 1 sampai 65535, misalnya PORT=3001`)
  return port
}

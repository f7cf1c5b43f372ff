export interface S3Settings {
  endpoint: string
  bucket: string
  accessKey: string
  secretKey: string
  region: string
}

/** S3 at SANTUN_S3_ENDPOINT; undefined where that is not set. @throws Error that names the setting which is missing */
export function s3SettingsFrom(environment: NodeJS.ProcessEnv): S3Settings | undefined {
  if (!environment.SANTUN_S3_ENDPOINT) return undefined
  const get = (name: string): string => {
    const value = environment[name]
    if (!value) throw new Error(`${name} harus diisi bila SANTUN_S3_ENDPOINT diisi.`)
    return value
  }
  return {
    endpoint: get('SANTUN_S3_ENDPOINT'),
    bucket: get('SANTUN_S3_BUCKET'),
    accessKey: get('SANTUN_S3_ACCESS_KEY'),
    secretKey: get('SANTUN_S3_SECRET_KEY'),
    region: environment.SANTUN_S3_REGION ?? 'us-east-1',
  }
}

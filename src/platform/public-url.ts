/** Where families reach the product: SANTUN_PUBLIC_URL, or this machine. */
export class PublicUrl {
  readonly base: string

  /** @throws Error when it is not an address of the web */
  constructor(url: string) {
    if (!/^https?:\/\/[^\s/]+(?:\/[^\s?#]*)?$/.test(url))
      throw new Error('SANTUN_PUBLIC_URL harus berupa alamat situs, misalnya https://santun.example.go.id.')
    this.base = url.replace(/\/+$/, '')
  }

  static from({ SANTUN_PUBLIC_URL, PORT = '3000' }: NodeJS.ProcessEnv): PublicUrl {
    return new PublicUrl(SANTUN_PUBLIC_URL ?? `http://localhost:${PORT}`)
  }
}

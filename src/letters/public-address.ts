/** Where the public pages of this installation are, from SANTUN_PUBLIC_URL; what a letter prints must lead somewhere. */
export class PublicAddress {
  private constructor(private readonly root: string) {}

  /** @throws Error that says what SANTUN_PUBLIC_URL must look like */
  static from(environment: NodeJS.ProcessEnv): PublicAddress {
    const stated = environment.SANTUN_PUBLIC_URL ?? `http://localhost:${environment.PORT ?? '3000'}`
    if (!URL.canParse(stated) || !/^https?:$/.test(new URL(stated).protocol))
      throw new Error(`SANTUN_PUBLIC_URL "${stated}" bukan alamat; tulis misalnya https://santun.example`)
    return new PublicAddress(stated.replace(/\/+$/, ''))
  }

  ofLetter(code: string): string {
    return `${this.root}/surat/${code}`
  }
}

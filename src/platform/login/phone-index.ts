import { Injectable } from '@nestjs/common'

/** By which the same phone is found again, on a party of a claim and on a session. */
@Injectable()
export class PhoneIndex {
  /** @param phone as `+628…` */
  of(phone: string): Promise<Buffer> {
    return Promise.resolve(Buffer.from(phone))
  }
}

import { Injectable } from '@nestjs/common'
import { PersonalData } from '../personal-data/personal-data.service.js'

/** By which the same phone is found again, on a party of a claim and on a session. */
@Injectable()
export class PhoneIndex {
  constructor(private readonly personal: PersonalData) {}

  /** @param phone as `+628…` */
  of(phone: string): Promise<Buffer> {
    return this.personal.indexOf('phone', phone)
  }
}

import { Injectable } from '@nestjs/common'
import { DeliveryReports } from './delivery-reports.service.js'
import { MessageSender } from './message-sender.js'
import { Reminders } from './reminders.service.js'

export interface Swept {
  reports: number
  silent: number
  reminded: number
  due: number
}

/** What time brings to messages: reports, silence, reminders, and the end of quiet hours. Safe in several processes at once. */
@Injectable()
export class MessageSweep {
  constructor(
    private readonly reports: DeliveryReports,
    private readonly reminders: Reminders,
    private readonly sender: MessageSender,
  ) {}

  async run(): Promise<Swept> {
    // Reports before silence, so that nobody is called because we were asleep.
    const reports = await this.reports.collect()
    const silent = await this.reports.concludeSilence()
    const reminded = await this.reminders.remind()
    return { reports, silent, reminded, due: await this.sender.sendDue() }
  }
}

import { Injectable, Module, type OnApplicationBootstrap } from '@nestjs/common'
import { DiscoveryModule, DiscoveryService } from '@nestjs/core'
import { topicNames } from './topics.js'

/** The metadata under which @Processor keeps the name of its queue. */
const PROCESSOR = 'bullmq:processor_metadata'

/** Refuses to start a worker process in which a topic has no processor, or two. */
@Injectable()
export class TopicOwners implements OnApplicationBootstrap {
  constructor(private readonly discovery: DiscoveryService) {}

  onApplicationBootstrap(): void {
    const problems = problemsWith(this.processedTopics())
    if (problems.length > 0) throw new Error(problems.join(' '))
  }

  private processedTopics(): string[] {
    return this.discovery.getProviders().flatMap((provider) => {
      const target: unknown = provider.metatype
      if (typeof target !== 'function') return []
      const metadata = Reflect.getMetadata(PROCESSOR, target) as { name?: string } | undefined
      return metadata?.name ? [metadata.name] : []
    })
  }
}

/** One sentence for each topic that does not have exactly one processor. */
export function problemsWith(processed: readonly string[]): string[] {
  const names = [...new Set([...topicNames, ...processed])]
  return names.flatMap((name) => {
    const count = processed.filter((each) => each === name).length
    if (!(topicNames as readonly string[]).includes(name))
      return [`The processor of "${name}" serves no topic.`]
    return count === 1 ? [] : [`The topic "${name}" has ${count} processors instead of one.`]
  })
}

@Module({ imports: [DiscoveryModule], providers: [TopicOwners] })
export class TopicOwnersModule {}

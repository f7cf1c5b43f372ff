import { Presets, SingleBar } from 'cli-progress'

/** Shows how far a long piece of work has come: a bar on a terminal, a line now and then elsewhere. */
export interface Progress {
  begin(title: string, total: number): void
  to(done: number): void
  end(summary: string): void
  /** The work ended here, done or not: the terminal is given back as it was. */
  leave(): void
}

export function progressOn(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? new BarProgress(stream) : new LineProgress(stream)
}

export const silentProgress: Progress = {
  begin: () => undefined,
  to: () => undefined,
  end: () => undefined,
  leave: () => undefined,
}

class BarProgress implements Progress {
  private bar: SingleBar | undefined
  constructor(private readonly stream: NodeJS.WriteStream) {}

  begin(title: string, total: number): void {
    const format = `  ${title.padEnd(38)} {bar} {value}/{total}`
    this.bar = new SingleBar(
      { format, stream: this.stream, hideCursor: true, clearOnComplete: true },
      Presets.shades_classic,
    )
    this.bar.start(total, 0)
  }
  to(done: number): void {
    this.bar?.update(done)
  }
  end(summary: string): void {
    this.bar?.stop()
    this.stream.write(`  ${summary}\n`)
  }
  leave(): void {
    this.bar?.stop()
  }
}

class LineProgress implements Progress {
  constructor(private readonly stream: NodeJS.WriteStream) {}
  begin(title: string): void {
    this.stream.write(`  ${title} …\n`)
  }
  to(): void {
    // A log keeps the first and the last word only.
  }
  leave(): void {
    // Nothing was drawn that must be wiped away.
  }
  end(summary: string): void {
    this.stream.write(`  ${summary}\n`)
  }
}

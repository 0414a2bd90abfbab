namespace RepoTickets.Benchmarks.Triage;

/// <summary>What one run took.</summary>
/// <param name="Seconds">By the clock.</param>
/// <param name="ProcessorSeconds">Of the processor, by all threads of the process.</param>
/// <param name="AllocatedMegabytes">Allocated, in all.</param>
/// <param name="PeakMegabytes">The most that the managed heap grew, garbage included.</param>
internal sealed record TriageFigures(double Seconds, double ProcessorSeconds, double AllocatedMegabytes, double PeakMegabytes);

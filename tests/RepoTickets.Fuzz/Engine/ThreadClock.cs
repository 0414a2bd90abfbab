using System.Runtime.InteropServices;

namespace RepoTickets.Fuzz.Engine;

/// <summary>
/// The processor time of the calling thread. A bound on it holds on a busy machine, too, where one on the wall clock would not.
/// </summary>
internal static partial class ThreadClock
{
    private const int ThreadProcessorTime = 3;

    internal static TimeSpan Now =>
        ReadClock(ThreadProcessorTime, out var time) == 0
            ? new TimeSpan((time.Seconds * TimeSpan.TicksPerSecond) + (time.Nanoseconds / TimeSpan.NanosecondsPerTick))
            : throw new InvalidOperationException($"The clock of the thread cannot be read: error {Marshal.GetLastPInvokeError()}.");

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    private static partial int ReadClock(int clock, out ClockTime time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct ClockTime
    {
        internal readonly long Seconds;
        internal readonly long Nanoseconds;
    }
}

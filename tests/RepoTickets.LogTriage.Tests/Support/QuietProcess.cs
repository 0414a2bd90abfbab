using System.Diagnostics;
using System.Runtime.InteropServices;

namespace RepoTickets.LogTriage.Tests.Support;

/// <summary>
/// Tells whether any thread of this process but the calling one has something to do. A thread that the machine keeps waiting for a
/// processor is one that has: a busy machine takes longer to become quiet, and nothing else is different. Threads of the pool must sleep as
/// soon as they have nothing to do, which the project file sees to: a thread that looks for work for a while cannot be told from one that
/// has some.
/// </summary>
internal static partial class QuietProcess
{
    private const string Threads = "/proc/self/task";

    /// <summary>Where the system does not tell what threads do, this long without work of the pool must do.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>
    /// There, threads that have worked for so many pauses without ending anything are those that whoever runs the tests keeps.
    /// </summary>
    private const int PausesOfTheKept = 50;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    /// <summary>What the system calls the calling thread.</summary>
    [ThreadStatic]
    private static string? _self;

    /// <summary>As many threads of the pool had work when all slept last: those that whoever runs the tests keeps for itself.</summary>
    private static volatile int _kept;

    /// <summary>
    /// Waits for a moment until it seems quiet, and then makes sure: nothing can begin any more by itself, because work of the pool neither
    /// waits nor runs, and every other thread sleeps.
    /// </summary>
    internal static bool Becomes()
    {
        // Only to ask less often what is dear to ask.
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < Moment && MayHaveWork();)
        {
            Sleep(microseconds: 20);
        }

        // A thread that was looked at when it slept may have been woken by one that was looked at later. That one ended what it did since.
        var completed = ThreadPool.CompletedWorkItemCount;
        var isQuiet = ThreadPool.PendingWorkItemCount == 0 && AllOthersSleep() && ThreadPool.PendingWorkItemCount == 0
            && ThreadPool.CompletedWorkItemCount == completed;
        if (isQuiet)
        {
            _kept = CountWorking();
        }
        else
        {
            Sleep(microseconds: 100);
        }

        return isQuiet;
    }

    private static bool MayHaveWork() => ThreadPool.PendingWorkItemCount > 0 || CountWorking() > _kept;

    private static int CountWorking()
    {
        ThreadPool.GetMaxThreads(out var most, out _);
        ThreadPool.GetAvailableThreads(out var free, out _);
        return most - free;
    }

    private static bool AllOthersSleep()
    {
        if (!OperatingSystem.IsLinux())
        {
            return PoolRests();
        }

        var self = _self ??= File.ResolveLinkTarget("/proc/thread-self", returnFinalTarget: false)?.Name;
        Span<byte> text = stackalloc byte[256];
        foreach (var thread in Directory.EnumerateDirectories(Threads))
        {
            if (!Path.GetFileName(thread.AsSpan()).SequenceEqual(self) && !IsAsleep(thread, text))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Nothing else can be asked everywhere: no more threads of the pool have work than are kept, or what they have is no work.
    /// </summary>
    private static bool PoolRests()
    {
        var completed = ThreadPool.CompletedWorkItemCount;
        for (var i = 0; i < PausesOfTheKept && ThreadPool.CompletedWorkItemCount == completed; i++)
        {
            Thread.Sleep(Pause);
            if (CountWorking() <= _kept)
            {
                return true;
            }
        }

        return ThreadPool.CompletedWorkItemCount == completed;
    }

    private static bool IsAsleep(string thread, Span<byte> text)
    {
        try
        {
            using var file = File.OpenHandle(Path.Join(thread, "stat"));
            var read = text[..RandomAccess.Read(file, text, 0)];

            // The number, the name in brackets, which may hold anything, and the state.
            var state = read.LastIndexOf((byte)')') + 2;
            return state < read.Length && read[state] is (byte)'S' or (byte)'I' or (byte)'Z' or (byte)'X';
        }
        catch (IOException)
        {
            // It has ended.
            return true;
        }
    }

    /// <summary>As short as can be. Whoever sleeps is woken at once also on a busy machine, whoever only yields is not.</summary>
    private static void Sleep(uint microseconds)
    {
        if (OperatingSystem.IsLinux())
        {
            _ = SleepMicroseconds(microseconds);
        }
        else
        {
            Thread.Sleep(0);
        }
    }

    [LibraryImport("libc", EntryPoint = "usleep")]
    private static partial int SleepMicroseconds(uint microseconds);
}

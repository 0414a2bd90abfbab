using System.Runtime.ExceptionServices;

namespace RepoTickets.Storage;

/// <summary>Lets the cores share many pieces of work that do not look at each other.</summary>
internal static class SharedWork
{
    /// <summary>Below this, waking other cores costs more than they take over.</summary>
    private const int WorthSharing = 16;

    internal static bool IsWorthIt(int count, int parallelism) => parallelism > 1 && count >= WorthSharing;

    /// <summary>
    /// Does the pieces 0 to <paramref name="count"/> - 1. Where pieces fail, those not yet begun are left out, and the failure of the first
    /// one is thrown once all have ended.
    /// </summary>
    internal static void Run(int count, int parallelism, Action<int> work)
    {
        var failures = new ExceptionDispatchInfo?[count];
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = parallelism }, (index, loop) =>
        {
            try
            {
                work(index);
            }
#pragma warning disable CA1031 // It is thrown again below, in the order of the pieces.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                failures[index] = ExceptionDispatchInfo.Capture(exception);
                loop.Break();
            }
        });
        Array.Find(failures, static failure => failure is not null)?.Throw();
    }

    /// <summary>
    /// As <see cref="Run"/>, for pieces that wait for the device and not for a core: the workers have threads of their own, so that the
    /// pool keeps its few for those who commit meanwhile.
    /// </summary>
    internal static void RunWaiting(int count, int workers, Action<int> work)
    {
        var failures = new ExceptionDispatchInfo?[count];
        var (next, hasFailed) = (-1, false);
        void Work()
        {
            int index;
            while (!Volatile.Read(ref hasFailed) && (index = Interlocked.Increment(ref next)) < count)
            {
                try
                {
                    work(index);
                }
#pragma warning disable CA1031 // It is thrown again below, in the order of the pieces.
                catch (Exception exception)
#pragma warning restore CA1031
                {
                    failures[index] = ExceptionDispatchInfo.Capture(exception);
                    Volatile.Write(ref hasFailed, true);
                }
            }
        }

        var helpers = new Task[workers - 1];
        for (var i = 0; i < helpers.Length; i++)
        {
            helpers[i] = Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }

        Work();
        Task.WaitAll(helpers);
        Array.Find(failures, static failure => failure is not null)?.Throw();
    }
}

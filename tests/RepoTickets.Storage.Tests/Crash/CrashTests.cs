using Xunit.Abstractions;

namespace RepoTickets.Storage.Tests.Crash;

public sealed class CrashTests(ITestOutputHelper output)
{
    private const int MinimumStates = 50_000;

    [Fact]
    public async Task EveryOperation_CrashedAndFailedAtEveryCall_KeepsItsPromises()
    {
        var seed = Number("REPOTICKETS_SEED", 1);
        var cuts = 65 * Number("REPOTICKETS_CRASH_FACTOR", 1);
        var only = Environment.GetEnvironmentVariable("REPOTICKETS_OPERATION");
        var failures = new List<string>();
        var total = 0;
        var started = TimeProvider.System.GetTimestamp();
        foreach (var operation in CrashOperations.All.Where(operation => only is null || operation.Name == only))
        {
            var begun = TimeProvider.System.GetTimestamp();
            var matrix = new CrashMatrix(operation, seed, cuts);
            try
            {
                await matrix.LearnAsync();
                await matrix.CrashEverywhereAsync();
                await matrix.FailEverywhereAsync();
            }
            catch (StoreCheckException exception)
            {
                failures.Add(exception.Message);
            }

            total += matrix.DistinctStates;
            output.WriteLine(
                $"{operation}: {matrix.Crashes} crashes, {matrix.Faults} faults, {matrix.DistinctStates} distinct " +
                $"states, {TimeProvider.System.GetElapsedTime(begun).TotalSeconds:0.0} s");
        }

        output.WriteLine($"{total} distinct states in {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0} s");
        Assert.True(
            failures.Count == 0, string.Join("\n\n", failures.Select(static failure => failure.Length > 9000 ? failure[..9000] : failure)));
        Assert.True(only is not null || total >= MinimumStates, $"only {total} states were tried");
    }

    /// <summary>The page that says what is tested counts them.</summary>
    [Fact]
    public void Operations_InTheDocument_AreCountedRight() =>
        Assert.Contains($"All {CrashOperations.All.Count} of `CrashOperations.All`", ReadDocument(), StringComparison.Ordinal);

    private static string ReadDocument([System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Join(Path.GetDirectoryName(here), "..", "..", "..", "docs", "testing.md"));

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : otherwise;
}

using System.Globalization;
using RepoTickets.Fuzz.Engine;
using RepoTickets.Fuzz.Targets;
using Xunit.Abstractions;

namespace RepoTickets.Fuzz;

/// <summary>
/// Every parser against a bounded number of inputs. <c>REPOTICKETS_FUZZ_INPUTS</c> sets how many each gets, <c>REPOTICKETS_SEED</c> others
/// of them.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int UsualInputs = 2_500;

    public static TheoryData<string> Names => [.. AllTargets.List.Select(static target => target.Name)];

    private static int Inputs => ReadNumber("REPOTICKETS_FUZZ_INPUTS", UsualInputs);

    private static int Seed => ReadNumber("REPOTICKETS_SEED", 1);

    [Theory]
    [MemberData(nameof(Names))]
    public void Parser_SeededInputs_KeepsItsPromises(string name)
    {
        var target = AllTargets.Find(name)!;

        var result = FuzzRun.Run(target, Seed, Inputs);

        output.WriteLine(FuzzReport.Describe(result));
        Assert.True(result.Findings.Count == 0, string.Join("\n\n", result.Findings));
        var most = result.Outcomes.Values.Max();
        Assert.True(
            result.Outcomes.Count > 1 && most < result.Inputs * 0.995,
            $"Nearly all inputs end alike, which proves little: {FuzzReport.Describe(result)}");
    }

    private static int ReadNumber(string name, int usual) =>
        int.TryParse(
            Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : usual;
}

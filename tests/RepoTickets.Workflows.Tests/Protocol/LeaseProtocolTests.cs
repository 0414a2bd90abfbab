using Xunit.Abstractions;

namespace RepoTickets.Workflows.Tests.Protocol;

/// <summary>
/// Tries every order in which holders, an outsider and the clock can take their steps. What is built checks both the version and the
/// recorded token; whatever leaves one of them out has an order in which it goes wrong.
/// </summary>
public sealed class LeaseProtocolTests(ITestOutputHelper output)
{
    private static readonly LeaseDesign Built = new("version and recorded token", ChecksVersion: true, TokenCheck.RecordedInCommit);

    public static TheoryData<string, bool, int, bool> WeakerDesigns() => new()
    {
        { "lease alone", false, (int)TokenCheck.None, false },
        { "version only", true, (int)TokenCheck.None, false },
        { "token learnt when presented", true, (int)TokenCheck.WhenPresented, false },
        { "token learnt when presented, no version", false, (int)TokenCheck.WhenPresented, false },
        { "recorded token checked before the commit", true, (int)TokenCheck.RecordedWhenRead, false },
        { "recorded token, no version", false, (int)TokenCheck.RecordedInCommit, false },
        { "recorded token that starts again", true, (int)TokenCheck.RecordedInCommit, true },
    };

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Search_DesignThatIsBuilt_HasNoBadState(int holders)
    {
        var result = Search(Built, holders);
        output.WriteLine($"{holders} holders: {result.States} states, {result.Writes} accepted writes, {result.Refusals} refused");
        Assert.True(result.Violation is null, result.Violation);
        Assert.True(result is { States: > 1_000, Writes: > 100, Refusals: > 100 }, $"The search saw too little: {result}");
    }

    [Theory]
    [MemberData(nameof(WeakerDesigns))]
    public void Search_WeakerDesign_GoesWrong(string name, bool checksVersion, int token, bool tokensRestart)
    {
        var result = Search(new(name, checksVersion, (TokenCheck)token, tokensRestart), holders: 2);
        output.WriteLine($"{name}: {result.Violation}");
        Assert.NotNull(result.Violation);
    }

    private static SearchResult Search(LeaseDesign design, int holders)
    {
        var protocol = new LeaseProtocol(design, holders);
        var cameFrom = new Dictionary<ProtocolState, (ProtocolState Before, string Step)> { [ProtocolState.Initial] = default };
        var left = new Queue<ProtocolState>([ProtocolState.Initial]);
        var (writes, refusals) = (0, 0);
        while (left.TryDequeue(out var state))
        {
            foreach (var step in protocol.StepsFrom(state))
            {
                writes += step.Name.EndsWith(" writes", StringComparison.Ordinal) ? 1 : 0;
                refusals += step.Name.Contains("refused for the lease", StringComparison.Ordinal) ? 1 : 0;
                if (step.Violation is not null)
                {
                    return new(cameFrom.Count, writes, refusals, $"{step.Violation}: {Path(cameFrom, state)}, {step.Name}");
                }

                if (cameFrom.TryAdd(step.Next, (state, step.Name)))
                {
                    left.Enqueue(step.Next);
                }
            }
        }

        return new(cameFrom.Count, writes, refusals, null);
    }

    private static string Path(Dictionary<ProtocolState, (ProtocolState Before, string Step)> cameFrom, ProtocolState state)
    {
        var steps = new List<string>();
        for (; state != ProtocolState.Initial; state = cameFrom[state].Before)
        {
            steps.Add(cameFrom[state].Step);
        }

        steps.Reverse();
        return string.Join(", ", steps);
    }

    private sealed record SearchResult(int States, int Writes, int Refusals, string? Violation);
}

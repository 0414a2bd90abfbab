using System.Text;

namespace RepoTickets.Fuzz.Engine;

/// <summary>The machinery must be able to fail: parsers with a fault each, which it has to find, and make the input small for.</summary>
public sealed class PlantedFaultTests
{
    [Fact]
    public void Run_ParserThatThrows_IsFoundAndMinimised()
    {
        var finding = Assert.Single(FuzzRun.Run(new Planted(static input =>
            input.Contains((byte)'7') ? throw new InvalidOperationException("planted") : "read"), seed: 1, inputs: 300).Findings);
        Assert.Equal("7", Encoding.ASCII.GetString(finding.Input));
        Assert.Contains("seed 1", finding.ToString(), StringComparison.Ordinal);
        Assert.Contains("--base64", finding.ToString(), StringComparison.Ordinal);
        Assert.Contains(Convert.ToBase64String(finding.Input), finding.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ParserThatReadsSomethingElse_IsFoundAndMinimised()
    {
        var finding = Assert.Single(FuzzRun.Run(new Planted(static input =>
        {
            Assert.False(input.AsSpan().IndexOf("12"u8) >= 0, "Twelve was read as something else.");
            return "read";
        }), seed: 2, inputs: 2_000).Findings);
        Assert.Equal("12", Encoding.ASCII.GetString(finding.Input));
    }

    [Fact]
    public void Run_ParserThatTakesTooLong_IsFound()
    {
        var finding = Assert.Single(FuzzRun.Run(new Planted(static input =>
        {
            var began = ThreadClock.Now;
            while (input.Contains((byte)'7') && ThreadClock.Now - began < TimeSpan.FromMilliseconds(300))
            {
                // Works for nothing.
            }

            return "read";
        }), seed: 1, inputs: 8).Findings);
        Assert.Equal("time", finding.Failure.Signature);
        Assert.Equal("7", Encoding.ASCII.GetString(finding.Input));
    }

    [Fact]
    public void Run_ParserThatAllocatesTooMuch_IsFound()
    {
        var finding = Assert.Single(FuzzRun.Run(new Planted(static input =>
            input.Contains((byte)'7') ? $"{new byte[10_000_000].Length}" : "read"), seed: 1, inputs: 300).Findings);
        Assert.Equal("allocation", finding.Failure.Signature);
    }

    [Fact]
    public void Run_SoundParser_FindsNothing()
    {
        var result = FuzzRun.Run(new Planted(static input => input.Length > 20 ? "long" : "short"), seed: 1, inputs: 500);
        Assert.Empty(result.Findings);
        Assert.Equal(500, result.Outcomes.Values.Sum());
    }

    [Fact]
    public void MakeInput_SameSeedAndNumber_GivesTheSameInput()
    {
        foreach (var target in Targets.AllTargets.List)
        {
            foreach (var index in (long[])[0, 1, 77])
            {
                Assert.Equal(FuzzRun.MakeInput(target, 5, index), FuzzRun.MakeInput(target, 5, index));
            }
        }
    }

    private sealed class Planted(Func<byte[], string> check) : FuzzTarget
    {
        internal override string Name => "planted";

        internal override byte[] Make(Random random) =>
            [.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => (byte)('0' + random.Next(10)))];

        internal override string Check(byte[] input) => check(input);
    }
}

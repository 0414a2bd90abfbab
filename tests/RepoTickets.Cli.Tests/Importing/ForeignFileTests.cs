using RepoTickets.CommandLine.Importing;

namespace RepoTickets.Cli.Tests.Importing;

public sealed class ForeignFileTests
{
    [Fact]
    public void Place_OfOffsetsInAnyOrder_IsCountedTheSame()
    {
        var text = "日本 x\né😀 y\n\nz";
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var file = new ForeignFile("f", bytes);
        for (var round = 0; round < 500; round++)
        {
            var at = random.Next(text.Length + 1);
            if (at < text.Length && char.IsLowSurrogate(text[at]))
            {
                continue;
            }

            var before = text[..at];
            var expected = new ForeignPlace("f", before.Count(static character => character == '\n') + 1, at - before.LastIndexOf('\n'));
            Assert.True(expected == file.Place(System.Text.Encoding.UTF8.GetByteCount(before)), $"Offset {at}, seed {seed}.");
        }
    }

    [Fact]
    public async Task Place_OfManyOnOneLine_IsNotCountedFromItsBeginningEachTime()
    {
        var file = new ForeignFile("f", [.. Enumerable.Repeat((byte)'x', 20 << 20)]);
        var work = Task.Run(() => Array.ConvertAll(Enumerable.Range(0, 200_000).ToArray(), index => file.Place(index * 100)));
        Assert.Equal(new ForeignPlace("f", 1, 19_999_901), (await work.WaitAsync(TimeSpan.FromSeconds(20)))[^1]);
    }
}

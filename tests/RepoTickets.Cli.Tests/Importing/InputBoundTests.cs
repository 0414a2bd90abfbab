using System.Diagnostics;
using RepoTickets.Cli.Tests.Support;
using RepoTickets.CommandLine.Frame;

namespace RepoTickets.Cli.Tests.Importing;

public sealed class InputBoundTests : ImportTestBase
{
    [Fact]
    public void Read_OfWhatNeverEnds_IsRefused()
    {
        using var endless = new EndlessStream();
        var refused = Assert.Throws<CommandFailedException>(() => BoundedInput.Read(endless, "Standard input", 1 << 20));
        Assert.Contains("Standard input has more than", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100_000, true)]
    [InlineData(100_001, false)]
    public void Read_AtTheBound_TakesExactlyThatMuch(int length, bool isTaken)
    {
        using var input = new MemoryStream(new byte[length]);
        if (!isTaken)
        {
            Assert.Throws<CommandFailedException>(() => BoundedInput.Read(input, "x", 100_000));
            return;
        }

        using var copy = BoundedInput.Read(input, "x", 100_000);
        Assert.Equal((length, 0), (copy.Length, copy.Position));
    }

    [Theory]
    [InlineData("beads", "import", "--from", "beads", "-")]
    [InlineData("batch", "import", "--lines", "-")]
    public async Task Import_OfEndlessStandardInput_IsRefused(string what, params string[] arguments)
    {
        using var endless = new EndlessStream();
        var answer = await TestRun.RunAsync(Repository.Folder, arguments, endless);
        Assert.True(answer.ExitCode == ExitCodes.Usage, $"{what}: {answer.ExitCode} {answer.Error}");
        Assert.Contains("Standard input has more than 256 MiB", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_OfAFolderThatIsTooLargeAltogether_IsRefused()
    {
        foreach (var name in new[] { "issues_a", "issues_b" })
        {
            await using var file = File.Create(Write($".fleece/{name}.jsonl", ""));
            file.SetLength(200 << 20);
        }

        await RefusedAsync("fleece", ".", Repository.Folder, "more than 256 MiB");
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("pipe")]
    [InlineData("link")]
    public async Task Import_OfWhatIsNoRegularFile_IsRefused(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var made = Process.Start("mkfifo", [Path.Join(Repository.Folder, "pipe")]);
        await made.WaitForExitAsync();
        File.CreateSymbolicLink(Path.Join(Repository.Folder, "link"), "pipe");
        await Task.Run(() => RefusedAsync("beads", path, path, "not a regular file")).WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("import")]
    [InlineData("batch create")]
    [InlineData("batch update")]
    [InlineData("requirements gherkin X-1 --file")]
    [InlineData("workflow define")]
    [InlineData("triage")]
    public async Task Command_GivenAPipe_SaysWhatToDoInsteadOfWaiting(string command)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var made = Process.Start("mkfifo", [Path.Join(Repository.Folder, "pipe")]);
        await made.WaitForExitAsync();
        var pipe = Path.Join(Repository.Folder, "pipe");
        var answer = await Task.Run(() => Repository.RunAsync([.. command.Split(' '), pipe])).WaitAsync(TimeSpan.FromSeconds(30));
        answer.Answers(ExitCodes.Usage);
        Assert.Contains("is not a regular file. Give a file, or - for standard input.", answer.Error, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task Import_OfALinkToAFile_ReadsTheFile()
    {
        Write("issues.jsonl", """{"id":"bd-1","title":"x"}""");
        File.CreateSymbolicLink(Path.Join(Repository.Folder, "link"), "issues.jsonl");
        Assert.Equal(1, (await ImportAsync("beads", "link")).GetProperty("imported").GetArrayLength());
        Write("issues.jsonl", "");
        Assert.Equal(0, (await ImportAsync("beads", "link")).GetProperty("imported").GetArrayLength());
    }

    private sealed class EndlessStream : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill((byte)' ');
            return count;
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }
    }
}

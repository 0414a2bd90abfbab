using RepoTickets.Batch;
using RepoTickets.Cli.Tests.Support;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Progress;

namespace RepoTickets.Cli.Tests.Progress;

public sealed class ProgressLineTests : IDisposable
{
    private readonly FakeTime _time = FakeTime.AtNoon();
    private readonly StringWriter _error = new() { NewLine = "\n" };

    private string Shown => ShownText.Of(_error.ToString());

    public void Dispose() => _error.Dispose();

    [Fact]
    public void Begin_WithinASecond_ShowsNothing()
    {
        using (Begin())
        {
            _time.Advance(TimeSpan.FromMilliseconds(999));
        }

        Assert.Equal("", _error.ToString());
    }

    [Fact]
    public void Begin_ErrorsGoElsewhere_ShowsNothing()
    {
        Assert.Null(ProgressLine.Begin(new() { Output = TextWriter.Null, Error = _error, Time = _time }, "working"));
        Assert.Empty(_time.Waits);
    }

    [Fact]
    public void Begin_AfterASecond_ShowsWhatAndForHowLong()
    {
        using (Begin())
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal("working, 1 s", Shown);
            _time.Advance(TimeSpan.FromSeconds(2));
            Assert.Equal("working, 3 s", Shown);
        }

        Assert.Equal("", Shown);
    }

    [Fact]
    public void For_Reports_ShowTheLatestAtTheNextTick()
    {
        using var line = Begin();
        var progress = line.For<ExportProgress>(ProgressStep.Of);
        _time.Advance(TimeSpan.FromSeconds(1));
        progress.Report(new(2_000, 20_000));
        progress.Report(new(5_000, 20_000));
        Assert.Equal("working, 1 s", Shown);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal("[#####...............] 5,000 of 20,000, exporting, 1 s", Shown);
    }

    [Fact]
    public void Show_ShorterText_LeavesNothingOfTheLonger()
    {
        using var line = Begin();
        line.Show(new("reading something with a long name", 1, 2));
        _time.Advance(TimeSpan.FromSeconds(1));
        line.Show(new("drawing"));
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal("drawing, 1 s", Shown);
    }

    [Theory]
    [InlineData(62, "[#####...............] 5,000 of 20,000, checking files, 1 s")]
    [InlineData(40, "5,000 of 20,000, checking files, 1 s")]
    [InlineData(20, "5,000 of 20,000, ")]
    [InlineData(2, "")]
    public void Show_NarrowTerminal_IsOneLineWithRoomForCtrlC(int width, string expected)
    {
        using (var line = Begin(width))
        {
            line.Show(new("checking files", 5_000, 20_000));
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(expected.TrimEnd(), Shown);
            _error.Write("^C");
        }

        Assert.Equal(width == 2 ? "^C" : "", Shown);
        Assert.All(_error.ToString().Split('\r'), part => Assert.True(part.Length <= Math.Max(2, width - 1), part));
    }

    [Fact]
    public void Show_MoreThanThereWere_IsAFullBar()
    {
        using var line = Begin();
        line.Show(new("checking files", 12, 10));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("[####################] 12 of 10, checking files, 1 s", Shown);
    }

    [Fact]
    public void Dispose_TickThatWasUnderWay_ShowsNothingAfterwards()
    {
        var late = new LateTime();
        using (ProgressLine.Begin(new() { Output = TextWriter.Null, Error = _error, ErrorIsTerminal = true, Time = late }, "working"))
        {
            late.Tick!();
        }

        late.Tick!();
        Assert.Equal("", Shown);
    }

    [Fact]
    public void Show_TerminalIsGone_DoesNotStopTheWork()
    {
        using var line = ProgressLine.Begin(
            new() { Output = TextWriter.Null, Error = new ClosedWriter(), ErrorIsTerminal = true, Time = _time }, "working");
        _time.Advance(TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(1));
    }

    private ProgressLine Begin(int width = 80) => ProgressLine.Begin(
        new() { Output = TextWriter.Null, Error = _error, ErrorIsTerminal = true, ErrorWidth = () => width, Time = _time }, "working")!;

    /// <summary>Timers that go off when a test says so, also when they have been disposed: as one whose call had begun.</summary>
    private sealed class LateTime : TimeProvider
    {
        internal Action? Tick { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Tick = () => callback(state);
            return FakeTime.AtNoon().CreateTimer(static _ => { }, null, dueTime, period);
        }
    }

    private sealed class ClosedWriter : StringWriter
    {
        public override void Write(string? value) => throw new IOException("Input/output error");
    }
}

using System.Threading.Channels;
using RepoTickets.CommandLine.Screen.Input;
using RepoTickets.CommandLine.Screen.Run;
using RepoTickets.CommandLine.Screen.Update;

namespace RepoTickets.Cli.Tests.Screen;

/// <summary>A terminal whose keys a test presses, and which tells when a text is shown.</summary>
internal sealed class FakeDevice : IScreenDevice
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TaskCompletionSource<(ChannelWriter<ScreenMessage> Messages, Action Interrupt)> _started = new(
        TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<string> _shown = Channel.CreateUnbounded<string>();

    public int Width => 100;

    public int Height => 30;

    internal bool IsDisposed { get; private set; }

    public void Start(ChannelWriter<ScreenMessage> messages, Action interrupt) => _started.SetResult((messages, interrupt));

    public void Write(string text) => _shown.Writer.TryWrite(text);

    public void Dispose() => IsDisposed = true;

    internal async Task TypeAsync(string text)
    {
        foreach (var character in text)
        {
            await PressAsync(ScreenKey.Of(character.ToString()));
        }
    }

    internal Task PressAsync(KeyKind kind) => PressAsync(new ScreenKey(kind));

    internal async Task InterruptAsync() => (await _started.Task).Interrupt();

    /// <summary>Waits until something is drawn that has this text.</summary>
    internal async Task UntilShownAsync(string text)
    {
        var seen = new List<string>();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while (seen.Count == 0 || !seen[^1].Contains(text, StringComparison.Ordinal))
            {
                seen.Add(await _shown.Reader.ReadAsync(patience.Token));
            }
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"'{text}' was not shown, but:\n{string.Join('\n', seen)}");
        }
    }

    private async Task PressAsync(ScreenKey key) => (await _started.Task).Messages.TryWrite(new ScreenMessage.KeyPressed(key));
}

using System.Threading.Channels;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Screen.Model;
using RepoTickets.CommandLine.Screen.Update;
using RepoTickets.CommandLine.Screen.View;

namespace RepoTickets.CommandLine.Screen.Run;

/// <summary>
/// Takes messages, asks the model, does what it says and draws. Messages that wait are taken together before anything is drawn.
/// </summary>
internal sealed class ScreenLoop(IScreenDevice device, IScreenStore store, FrameWriter frames)
{
    private readonly Channel<ScreenMessage> _messages = Channel.CreateUnbounded<ScreenMessage>(new() { SingleReader = true });
    private readonly Queue<ScreenEffect> _effects = new();

    internal ChannelWriter<ScreenMessage> Messages => _messages.Writer;

    /// <summary>Runs until the user ends it.</summary>
    /// <returns>The exit code.</returns>
    internal async Task<int> RunAsync(ScreenState state, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        device.Start(_messages.Writer, end.Cancel);
        _effects.Enqueue(ListKeys.Page(state));
        try
        {
            while (true)
            {
                (state, var exitCode) = await SettleAsync(state, end.Token).ConfigureAwait(false);
                if (exitCode is { } code)
                {
                    return code;
                }

                device.Write(frames.Write(ScreenView.Draw(state)));
                state = Take(state, await _messages.Reader.ReadAsync(end.Token).ConfigureAwait(false));
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return ExitCodes.Cancelled;
        }
    }

    /// <summary>Does what is to be done and takes what waits, until nothing is left.</summary>
    private async Task<(ScreenState State, int? ExitCode)> SettleAsync(ScreenState state, CancellationToken cancellationToken)
    {
        while (true)
        {
            while (_effects.TryDequeue(out var effect))
            {
                if (effect is ScreenEffect.Quit quit)
                {
                    return (state, quit.ExitCode);
                }

                if (effect.Waiting is { } waiting)
                {
                    device.Write(frames.Write(ScreenView.Draw(state.Tell(waiting))));
                }

                // Of several readings of the rows that wait, only the last counts.
                if (effect is not ScreenEffect.LoadPage || !_effects.Any(static next => next is ScreenEffect.LoadPage))
                {
                    state = Take(state, await store.DoAsync(effect, cancellationToken).ConfigureAwait(false));
                }
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (!_messages.Reader.TryRead(out var message))
            {
                return (state, null);
            }

            state = Take(state, message);
        }
    }

    private ScreenState Take(ScreenState state, ScreenMessage message)
    {
        if (message is ScreenMessage.Resized)
        {
            frames.Forget();
        }

        var step = ScreenUpdate.Apply(state, message);
        foreach (var effect in step.Effects)
        {
            _effects.Enqueue(effect);
        }

        return step.State;
    }
}

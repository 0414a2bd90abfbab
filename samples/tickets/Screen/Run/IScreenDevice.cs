using System.Threading.Channels;
using RepoTickets.CommandLine.Screen.Update;

namespace RepoTickets.CommandLine.Screen.Run;

/// <summary>A terminal, as the screen needs it.</summary>
internal interface IScreenDevice : IDisposable
{
    int Width { get; }

    int Height { get; }

    /// <summary>
    /// Begins to send keys and changes of the size. Ctrl-C goes to <paramref name="interrupt"/> besides, since whoever reads messages may
    /// be at work.
    /// </summary>
    void Start(ChannelWriter<ScreenMessage> messages, Action interrupt);

    void Write(string text);
}

using System.Runtime.InteropServices;
using System.Threading.Channels;
using RepoTickets.CommandLine.Screen.Input;
using RepoTickets.CommandLine.Screen.Update;

namespace RepoTickets.CommandLine.Screen.Run;

/// <summary>
/// The terminal of this process. While it is in use the terminal shows its other screen, so that what was there before comes back, and
/// Ctrl-C is a key like others, so that no program dies of it with the terminal in disorder.
/// </summary>
internal sealed class ConsoleScreenDevice(TextWriter output) : IScreenDevice
{
    private const string Enter = "\u001b[?1049h\u001b[?7l\u001b[?25l\u001b[2J";
    private const string Leave = "\u001b[0m\u001b[?7h\u001b[?25h\u001b[?1049l";
    private const int MostEmptyKeys = 100;

    private PosixSignalRegistration? _resized;
    private bool _isStarted;

    public int Width => Math.Max(1, Console.WindowWidth);

    public int Height => Math.Max(1, Console.WindowHeight);

    public void Start(ChannelWriter<ScreenMessage> messages, Action interrupt)
    {
        _isStarted = true;
        Console.TreatControlCAsInput = true;
        Write(Enter);
        if (!OperatingSystem.IsWindows())
        {
            _resized = PosixSignalRegistration.Create(
                PosixSignal.SIGWINCH, _ => messages.TryWrite(new ScreenMessage.Resized(Width, Height)));
        }

        // A read of a key cannot be taken back. The thread dies with the process.
        new Thread(() => Read(messages, interrupt)) { IsBackground = true, Name = "keys" }.Start();
    }

    public void Write(string text)
    {
        output.Write(text);
        output.Flush();
    }

    public void Dispose()
    {
        _resized?.Dispose();
        if (_isStarted)
        {
            Write(Leave);
            Console.TreatControlCAsInput = false;
        }
    }

    private static void Read(ChannelWriter<ScreenMessage> messages, Action interrupt)
    {
        var keys = new KeyReader();
        var empty = 0;
        while (empty < MostEmptyKeys)
        {
            ConsoleKeyInfo info;
            try
            {
                info = Console.ReadKey(intercept: true);
            }
            catch (Exception exception) when (exception is InvalidOperationException or IOException)
            {
                break;
            }

            // A terminal that is gone gives nothing, over and over.
            empty = info == default ? empty + 1 : 0;
            if (keys.Read(info) is { } key)
            {
                messages.TryWrite(new ScreenMessage.KeyPressed(key));
                if (key.Kind == KeyKind.Interrupt)
                {
                    interrupt();
                }
            }
        }

        messages.TryWrite(new ScreenMessage.KeyPressed(new(KeyKind.Interrupt)));
        interrupt();
    }
}

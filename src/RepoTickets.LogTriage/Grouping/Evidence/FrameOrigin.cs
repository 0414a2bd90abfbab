namespace RepoTickets.LogTriage.Grouping.Evidence;

/// <summary>Tells the application's own code from platforms and frameworks, by the beginnings of names and the folders of files.</summary>
internal static class FrameOrigin
{
    private static readonly byte[][] PlatformNames = Bytes(
        "System.", "Microsoft.", "java.", "javax.", "jdk.", "sun.", "com.sun.", "kotlin.", "kotlinx.", "scala.", "jakarta.", "groovy.",
        "org.springframework.", "org.apache.", "org.hibernate.", "org.eclipse.jetty.", "io.netty.", "io.undertow.", "reactor.", "akka.",
        "com.fasterxml.", "com.google.common.", "android.", "androidx.", "com.android.internal.", "dalvik.",
        "runtime.", "runtime/", "net/http", "reflect.", "testing.", "sync.", "internal/", "panic", "Newtonsoft.", "Polly.", "Grpc.");

    private static readonly byte[][] PlatformFolders = Bytes(
        "node:", "/node_modules/", "\\node_modules\\", "internal/", "/site-packages/", "/dist-packages/", "/lib/python", "<frozen", "/usr/lib/", "/usr/local/go/");

    internal static bool IsOwn(ReadOnlySpan<byte> method, ReadOnlySpan<byte> file, byte[][] ownCode)
    {
        if (ownCode.Length > 0)
        {
            return StartsWithAny(method, ownCode) || ContainsAny(file, ownCode);
        }

        return !StartsWithAny(method, PlatformNames) && !ContainsAny(file, PlatformFolders);
    }

    private static bool StartsWithAny(ReadOnlySpan<byte> text, byte[][] beginnings)
    {
        foreach (var beginning in beginnings)
        {
            if (text.StartsWith(beginning))
            {
                return true;
            }
        }

        return false;
    }

    private static bool ContainsAny(ReadOnlySpan<byte> text, byte[][] parts)
    {
        foreach (var part in parts)
        {
            if (text.IndexOf(part) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static byte[][] Bytes(params string[] texts) => [.. texts.Select(System.Text.Encoding.UTF8.GetBytes)];
}

// Viewers join a show as the watch page does, receive its picture and sound, and drop them.
//
// They come by Kaibo's door (a page, a pass, events, a token, signalling through the relay), or with -tokens straight to
// LiveKit. Where the server says so they watch by HLS. The program prints a line of JSON when all have joined, and another one when its standard input ends.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"syscall"
	"time"
)

func main() {
	door := flag.String("door", "", "the watch page's address, http://HOST/w/PATH")
	livekit := flag.String("livekit", "", "LiveKit's own address, ws://HOST: viewers take the tokens of -tokens")
	tokens := flag.String("tokens", "", "a file with one join token a line")
	publish := flag.String("publish", "", "a join token: publish a picture and sound at -livekit instead")
	cookie := flag.String("cookie", "", "the publisher's cookie, when -livekit is a session's address at Kaibo")
	number := flag.Int("n", 10, "how many viewers")
	within := flag.Duration("within", time.Second, "the time in which they come, evenly")
	patience := flag.Duration("patience", 30*time.Second, "how long one viewer may take to its first packet")
	only := flag.Bool("events", false, "open the events alone")
	kbits := flag.Int("kbits", 1900, "the rate of the published picture, in kbit/s")
	loud := flag.Bool("loud", true, "the published sound is a person who talks")
	flag.Parse()
	raiseFiles()

	if *publish != "" {
		publisher, err := startPublisher(*livekit, *cookie, *publish, *kbits, *loud)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		say(map[string]any{"published": true})
		hold()
		say(publisher.signals.counts())
		return
	}
	viewers := make([]*viewer, *number)
	listed := lines(*tokens)
	var joined sync.WaitGroup
	for at := range viewers {
		one := &viewer{door: *door, livekit: *livekit, only: *only, signals: &signals{}}
		if *livekit != "" {
			one.token = listed[at]
		}
		viewers[at] = one
		joined.Add(1)
		pause := time.Duration(0)
		if *number > 1 {
			pause = *within * time.Duration(at) / time.Duration(*number)
		}
		go func() {
			defer joined.Done()
			time.Sleep(pause)
			one.join(*patience)
		}()
	}
	joined.Wait()
	say(report(viewers))
	before := total(viewers)
	began := time.Now()
	hold()
	say(difference(before, total(viewers), time.Since(began)))
}

// raiseFiles lets this process open as many files as the system allows: a viewer takes four.
func raiseFiles() {
	var limit syscall.Rlimit
	if syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit) == nil {
		limit.Cur = limit.Max
		_ = syscall.Setrlimit(syscall.RLIMIT_NOFILE, &limit)
	}
}

func lines(file string) []string {
	if file == "" {
		return nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return strings.Fields(string(text))
}

func say(what any) {
	text, _ := json.Marshal(what)
	fmt.Println(string(text))
}

// hold waits until standard input ends.
func hold() {
	_, _ = io.Copy(io.Discard, bufio.NewReader(os.Stdin))
}
